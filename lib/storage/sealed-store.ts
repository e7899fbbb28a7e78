import { type Modality, modalities } from '@/lib/decision/modality';

/** What lies beside the enrolled templates: embeddings of log-ins, for people who asked for it, and of the last recordings. */
const extraTemplates = ['face-adaptive', 'voice-adaptive', 'voice-recent'] as const;
export type ExtraTemplate = (typeof extraTemplates)[number];

export type TemplateName = Modality | ExtraTemplate;

/** `digits`: how a person says them (`DigitTemplates`). */
export type SealedName = TemplateName | 'digits';
export const sealedNames: readonly SealedName[] = [...modalities, ...extraTemplates, 'digits'];

/** What is sealed of one person, by name. */
export type SealedTemplates = ReadonlyMap<SealedName, Uint8Array>;

/** Sealed templates that are written, whole and lasting, but nobody's yet. */
export interface Draft {
  userId: string;
  writtenAt: Date;
  read(): Promise<SealedTemplates>;
  /** Makes them the person's, all at once. Where the person has some already, those stay and the draft goes. */
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Keeps sealed bytes and never opens them. What a call has answered lasts, also after a crash. Every method throws `invalid_request`
 * for an id that is not ours, and `storage_damaged` for what cannot be read.
 */
export interface SealedStore {
  read(userId: string, name: SealedName): Promise<Uint8Array | undefined>;
  readAll(userId: string): Promise<SealedTemplates>;
  has(userId: string): Promise<boolean>;
  /** Who has templates, in order; nobody of a draft. */
  list(): Promise<string[]>;
  begin(userId: string, templates: SealedTemplates): Promise<Draft>;
  /** The drafts that a crash left or that somebody is about to finish. */
  drafts(): Promise<Draft[]>;
  /**
   * Puts one into the place of a person's old one, if there is one: at any moment, also after a crash, one of the two is there, whole.
   * Throws `storage_damaged` for a person who has none at all.
   */
  replace(userId: string, name: SealedName, sealed: Uint8Array): Promise<void>;
  /**
   * Puts one into the place of one that is still as it was read. Whether it was: somebody else may have replaced or removed it. In a folder
   * that several processes share, another process is not seen in the moment between the look and the change.
   */
  exchange(userId: string, name: SealedName, before: Uint8Array, after: Uint8Array): Promise<boolean>;
  /** Forgets one, or all of a person. Harmless where there is nothing. */
  remove(userId: string, name?: SealedName): Promise<void>;
}
