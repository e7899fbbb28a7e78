import { type Modality, modalities } from '@/lib/decision/modality';
import { SesameError } from '@/lib/errors';
import { checkedId, USER_ID } from './ids';
import type { DataKey, DataKeys, Owner } from './keys/data-keys';
import { domainOf } from './keys/domain';
import { seal, sealedWith, unseal } from './seal';
import type { Draft, ExtraTemplate, SealedName, SealedStore, TemplateName } from './sealed-store';
import { decodeTemplate, decodeTurned, encodeTurned, type Template } from './template';

/** The enrolled templates of one person, all modalities. */
export type Templates = Record<Modality, Template>;

/** What a sign-up keeps: those, and how the person says digits (`encodeDigitTemplates`). */
export interface EnrolledTemplates extends Templates {
  digits?: Uint8Array | undefined;
}

/** Everybody's templates. No other code seals, opens or finds one. Every method throws `invalid_request` for an id that is not ours. */
export interface TemplateStore {
  /** The enrolled ones. Throws `storage_damaged`, also where there are none. */
  read(userId: string): Promise<Templates>;
  /** One of the enrolled ones. Throws `storage_damaged`, also where there is none. */
  readOne(userId: string, modality: Modality): Promise<Template>;
  /** One that need not be there. Throws `storage_damaged`. */
  readExtra(userId: string, name: ExtraTemplate): Promise<Template | undefined>;
  /** How the person says digits, where they have said them. Throws `storage_damaged`. */
  readDigits(userId: string): Promise<Uint8Array | undefined>;
  has(userId: string): Promise<boolean>;
  /** The ids of everybody who has templates, in order. */
  list(): Promise<string[]>;
  /**
   * Seals templates under a data key of its own for a person whom `makePerson` then makes; theirs they become only when it answers with one. When it answers
   * undefined they are dropped. When it throws, the person may be there or not: the next start settles that.
   */
  create<Person>(
    owner: Owner,
    templates: EnrolledTemplates,
    makePerson: () => Promise<Person | undefined>,
  ): Promise<Person | undefined>;
  /** Puts a template into the place of the person's old one, if there is one. Throws `storage_damaged` for a person without any. */
  replace(userId: string, name: TemplateName, template: Template): Promise<void>;
  /** The same for digits. */
  replaceDigits(userId: string, digits: Uint8Array): Promise<void>;
  /** Forgets one that lies beside the enrolled ones, or all of a person. Harmless where there is nothing. */
  remove(userId: string, name?: ExtraTemplate): Promise<void>;
  /** Settles what a crash cut off and nobody touched since `before`: finished where the person is there, dropped where not. */
  settleDrafts(before: Date, isPerson: (userId: string) => Promise<boolean>): Promise<void>;
}

/** What a sealed template is, whose, and of which of their data keys: it opens under no other name. */
export function templateContext(userId: string, name: SealedName, version: number): string {
  return version === 0 ? `template/${userId}/${name}` : `template/${userId}/${name}/${version}`;
}

/** Opens a template with the one of a person's data keys that it names. Undefined where none is. Throws `storage_damaged`. */
function openTemplate(
  userId: string,
  name: TemplateName,
  sealed: Uint8Array,
  keys: readonly DataKey[],
): Template | undefined {
  const opened = openBytes(userId, name, sealed, keys);
  if (!opened) return undefined;
  const { bytes, version, key } = opened;
  return version === 0 ? decodeTemplate(bytes) : decodeTurned(bytes, domainOf(key));
}

/** The same for whatever is sealed. */
export function openSealed(
  userId: string,
  name: SealedName,
  sealed: Uint8Array,
  keys: readonly DataKey[],
): Template | Uint8Array | undefined {
  return name === 'digits' ? openBytes(userId, name, sealed, keys)?.bytes : openTemplate(userId, name, sealed, keys);
}

/** Turns a template into the domain of a data key of the person, and seals it with that. */
function sealTemplate(userId: string, name: TemplateName, template: Template, key: DataKey): Uint8Array {
  return sealBytes(userId, name, encodeTurned(template, domainOf(key.key)), key);
}

/** The same content under another data key of the person. Undefined where none of their keys opens it. Throws `storage_damaged`. */
export function resealed(
  userId: string,
  name: SealedName,
  sealed: Uint8Array,
  keys: readonly DataKey[],
  key: DataKey,
): Uint8Array | undefined {
  if (name === 'digits') {
    const digits = openBytes(userId, name, sealed, keys)?.bytes;
    return digits && sealBytes(userId, name, digits, key);
  }
  const template = openTemplate(userId, name, sealed, keys);
  return template && sealTemplate(userId, name, template, key);
}

function openBytes(
  userId: string,
  name: SealedName,
  sealed: Uint8Array,
  keys: readonly DataKey[],
): { bytes: Uint8Array; version: number; key: Uint8Array } | undefined {
  const id = sealedWith(sealed);
  const found = keys.find((key) => key.id === id);
  if (!found) return undefined;
  const { version, key } = found;
  return { bytes: unseal(sealed, key, templateContext(userId, name, version)), version, key };
}

function sealBytes(userId: string, name: SealedName, bytes: Uint8Array, { version, key }: DataKey): Uint8Array {
  return seal(bytes, key, templateContext(userId, name, version));
}

/** A renewal that comes between the look for keys and that for a template is over at the second try. */
const TRIES = 4;

/** Templates sealed on their way into a store, and opened on their way out. */
export function templateStore(store: SealedStore, dataKeys: DataKeys): TemplateStore {
  /** @param open `openTemplate`, or the like for what is no template */
  const read = async <Name extends SealedName, Content>(
    userId: string,
    name: Name,
    open: (userId: string, name: Name, sealed: Uint8Array, keys: readonly DataKey[]) => Content | undefined,
  ): Promise<Content | undefined> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const keys = await dataKeys.of(userId);
      const sealed = await store.read(userId, name);
      if (!sealed) return undefined;
      const opened = open(userId, name, sealed, keys);
      if (opened) return opened;
      if (!sealedWith(sealed)) break;
    }
    throw new SesameError('storage_damaged', { detail: `${name} of ${userId} is not sealed with a key of theirs` });
  };

  const readOne = async (userId: string, modality: Modality): Promise<Template> => {
    const template = await read(userId, modality, openTemplate);
    if (!template) throw new SesameError('storage_damaged', { detail: `no ${modality} template of ${userId}` });
    return template;
  };

  const newest = async (userId: string): Promise<DataKey> => {
    const [key] = await dataKeys.of(userId);
    if (key && key.version > 0) return key;
    await dataKeys.addVersion(userId);
    return newest(userId);
  };

  const replace = async (userId: string, name: SealedName, sealedBy: (key: DataKey) => Uint8Array): Promise<void> => {
    let key = await newest(checkedId(userId, USER_ID));
    let before: DataKey;
    do {
      before = key;
      await store.replace(userId, name, sealedBy(before));
      // A renewal that had looked at the old one already forgets the key that the new one is sealed with.
      key = (await dataKeys.of(userId))[0] ?? before;
    } while (key.id !== before.id);
  };

  const discard = async (userId: string, draft: Draft): Promise<void> => {
    await draft.discard();
    // The stand-in may have been made by another process meanwhile.
    if (!(await store.has(userId))) await dataKeys.remove(userId);
  };

  return {
    readOne,
    read: async (userId) => {
      const [face, voice] = await Promise.all([readOne(userId, 'face'), readOne(userId, 'voice')]);
      return { face, voice };
    },
    readExtra: (userId, name) => read(userId, name, openTemplate),
    readDigits: async (userId) => (await read(userId, 'digits', openBytes))?.bytes,
    has: (userId) => store.has(userId),
    list: () => store.list(),
    create: async (owner, templates, makePerson) => {
      const { id } = owner;
      const key = await dataKeys.ensure({ ...owner, id: checkedId(id, USER_ID) });
      const sealed = new Map<SealedName, Uint8Array>(
        modalities.map((name) => [name, sealTemplate(id, name, templates[name], key)]),
      );
      if (templates.digits) sealed.set('digits', sealBytes(id, 'digits', templates.digits, key));
      const draft = await store.begin(id, sealed);
      const person = await makePerson();
      await (person === undefined ? discard(id, draft) : draft.finish());
      return person;
    },
    replace: (userId, name, template) => replace(userId, name, (key) => sealTemplate(userId, name, template, key)),
    replaceDigits: (userId, digits) => replace(userId, 'digits', (key) => sealBytes(userId, 'digits', digits, key)),
    remove: async (userId, name) => {
      // Without the key the rest can never be opened again, whatever a crash leaves of it.
      if (!name) await dataKeys.remove(checkedId(userId, USER_ID));
      await store.remove(userId, name);
    },
    settleDrafts: async (before, isPerson) => {
      for (const draft of await store.drafts()) {
        if (draft.writtenAt > before) continue;
        await ((await isPerson(draft.userId)) ? draft.finish() : discard(draft.userId, draft));
      }
    },
  };
}
