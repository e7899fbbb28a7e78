import { type Modality, modalities } from '@/lib/decision/modality';
import { SesameError } from '@/lib/errors';
import { checkedId, USER_ID } from './ids';
import type { DataKey, DataKeys, Owner } from './keys/data-keys';
import { domainOf } from './keys/domain';
import { seal, sealedWith, unseal } from './seal';
import type { Draft, ExtraTemplate, SealedStore, TemplateName } from './sealed-store';
import { decodeTemplate, decodeTurned, encodeTurned, type Template } from './template';

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
   * Seals templates under a data key of its own for a person whom `makePerson` then makes; theirs they become only when it answers with one. When it answers
   * undefined they are dropped. When it throws, the person may be there or not: the next start settles that.
   */
  create<Person>(
    owner: Owner,
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

/** What a sealed template is, whose, and of which of their data keys: it opens under no other name. */
export function templateContext(userId: string, name: TemplateName, version: number): string {
  return version === 0 ? `template/${userId}/${name}` : `template/${userId}/${name}/${version}`;
}

/** Opens a template with the one of a person's data keys that it names. Undefined where none is. Throws `storage_damaged`. */
export function openTemplate(
  userId: string,
  name: TemplateName,
  sealed: Uint8Array,
  keys: readonly DataKey[],
): Template | undefined {
  const id = sealedWith(sealed);
  const found = keys.find((key) => key.id === id);
  if (!found) return undefined;
  const bytes = unseal(sealed, found.key, templateContext(userId, name, found.version));
  return found.version === 0 ? decodeTemplate(bytes) : decodeTurned(bytes, domainOf(found.key));
}

/** Turns a template into the domain of a data key of the person, and seals it with that. */
export function sealTemplate(
  userId: string,
  name: TemplateName,
  template: Template,
  { version, key }: DataKey,
): Uint8Array {
  return seal(encodeTurned(template, domainOf(key)), key, templateContext(userId, name, version));
}

/** A renewal that comes between the look for keys and that for a template is over at the second try. */
const TRIES = 4;

/** Templates sealed on their way into a store, and opened on their way out. */
export function templateStore(store: SealedStore, dataKeys: DataKeys): TemplateStore {
  const read = async (userId: string, name: TemplateName): Promise<Template | undefined> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const keys = await dataKeys.of(userId);
      const sealed = await store.read(userId, name);
      if (!sealed) return undefined;
      const opened = openTemplate(userId, name, sealed, keys);
      if (opened) return opened;
      if (!sealedWith(sealed)) break;
    }
    throw new SesameError('storage_damaged', { detail: `${name} of ${userId} is not sealed with a key of theirs` });
  };

  const readOne = async (userId: string, modality: Modality): Promise<Template> => {
    const template = await read(userId, modality);
    if (!template) throw new SesameError('storage_damaged', { detail: `no ${modality} template of ${userId}` });
    return template;
  };

  const newest = async (userId: string): Promise<DataKey> => {
    const [key] = await dataKeys.of(userId);
    if (key && key.version > 0) return key;
    await dataKeys.addVersion(userId);
    return newest(userId);
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
    readExtra: read,
    has: (userId) => store.has(userId),
    list: () => store.list(),
    create: async (owner, templates, makePerson) => {
      const { id } = owner;
      const key = await dataKeys.ensure({ ...owner, id: checkedId(id, USER_ID) });
      const draft = await store.begin(
        id,
        new Map(modalities.map((name) => [name, sealTemplate(id, name, templates[name], key)])),
      );
      const person = await makePerson();
      await (person === undefined ? discard(id, draft) : draft.finish());
      return person;
    },
    replace: async (userId, name, template) => {
      let key = await newest(checkedId(userId, USER_ID));
      let before: DataKey;
      do {
        before = key;
        await store.replace(userId, name, sealTemplate(userId, name, template, before));
        // A renewal that had looked at the old one already forgets the key that the new one is sealed with.
        key = (await dataKeys.of(userId))[0] ?? before;
      } while (key.id !== before.id);
    },
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
