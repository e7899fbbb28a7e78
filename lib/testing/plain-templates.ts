import { inDomain, type Template } from '@/lib/storage/template';

/** A template turned back out of its domain, without what float32 loses on the way, as a test writes it. */
export function plain(template: Template): Template {
  const { embeddings, ...rest } = inDomain(template, undefined);
  return { ...rest, embeddings: embeddings.map((vector) => vector.map((value) => Number(value.toFixed(5)) + 0)) };
}

/** The same of some by name. */
export function plainOnes<Name extends string>(templates: Record<Name, Template>): Record<Name, Template> {
  const entries = Object.entries<Template>(templates).map(([name, template]) => [name, plain(template)]);
  return Object.fromEntries(entries) as Record<Name, Template>;
}
