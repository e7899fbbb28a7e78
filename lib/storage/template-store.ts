import { type Modality, modalities } from '@/lib/decision/modality';
import { SesameError } from '@/lib/errors';
import type { Sealer } from './seal';
import type { ExtraTemplate, SealedStore, TemplateName } from './sealed-store';
import { decodeTemplate, encodeTemplate, type Template } from './template';

/** The enrolled templates of one person, all modalities. */
export type Templates = Record<Modality, Template>;

/** Everybody's templates. No other code seals, opens or finds one. Every method throws `invalid_request` for an id that is not ours. */
export interface TemplateStore {
  /** The enrolled ones. Throws `storage_damaged`, also where there are none. */
  read(userId: string): Promise<Templates>;
  /** One of the enrolled ones. Throws `storage_damaged`, also where there is none. */
  readOne(userId: string, modality: Modality): Promise<Template>;
  /** One that need not be there. Throws `storage_damaged`. */
  readExtra(userId: string, name: ExtraTemplate): Promise<Template | undefined>;
  has(userId: string): Promise<boolean>;
  /** The ids of everybody who has templates, in order. */
  list(): Promise<string[]>;
  /**
   * Seals templates for a person whom `makePerson` then makes; theirs they become only when it answers with one. When it answers
   * undefined they are dropped. When it throws, the person may be there or not: the next start settles that.
   */
  create<Person>(
    userId: string,
    templates: Templates,
    makePerson: () => Promise<Person | undefined>,
  ): Promise<Person | undefined>;
  /** Puts a template into the place of the person's old one, if there is one. Throws `storage_damaged` for a person without any. */
  replace(userId: string, name: TemplateName, template: Template): Promise<void>;
  /** Forgets one that lies beside the enrolled ones, or all of a person. Harmless where there is nothing. */
  remove(userId: string, name?: ExtraTemplate): Promise<void>;
  /** Settles what a crash cut off and nobody touched since `before`: finished where the person is there, dropped where not. */
  settleDrafts(before: Date, isPerson: (userId: string) => Promise<boolean>): Promise<void>;
}

/** What a sealed template is and whose: it opens under no other name. */
export const templateContext = (userId: string, name: TemplateName): string => `template/${userId}/${name}`;

/** Templates sealed on their way into a store, and opened on their way out. */
export function templateStore(store: SealedStore, { seal, unseal }: Sealer): TemplateStore {
  const sealed = (userId: string, name: TemplateName, template: Template): Uint8Array =>
    seal(encodeTemplate(template), templateContext(userId, name));

  const read = async (userId: string, name: TemplateName): Promise<Template | undefined> => {
    const bytes = await store.read(userId, name);
    return bytes && decodeTemplate(unseal(bytes, templateContext(userId, name)));
  };

  const readOne = async (userId: string, modality: Modality): Promise<Template> => {
    const template = await read(userId, modality);
    if (!template) throw new SesameError('storage_damaged', { detail: `no ${modality} template of ${userId}` });
    return template;
  };

  return {
    readOne,
    read: async (userId) => {
      const [face, voice] = await Promise.all([readOne(userId, 'face'), readOne(userId, 'voice')]);
      return { face, voice };
    },
    readExtra: read,
    has: (userId) => store.has(userId),
    list: () => store.list(),
    create: async (userId, templates, makePerson) => {
      const draft = await store.begin(
        userId,
        new Map(modalities.map((name) => [name, sealed(userId, name, templates[name])])),
      );
      const person = await makePerson();
      await (person === undefined ? draft.discard() : draft.finish());
      return person;
    },
    replace: (userId, name, template) => store.replace(userId, name, sealed(userId, name, template)),
    remove: (userId, name) => store.remove(userId, name),
    settleDrafts: async (before, isPerson) => {
      for (const draft of await store.drafts()) {
        if (draft.writtenAt > before) continue;
        await ((await isPerson(draft.userId)) ? draft.finish() : draft.discard());
      }
    },
  };
}
