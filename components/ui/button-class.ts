export type Look = 'primary' | 'secondary' | 'quiet';

const shared =
  'inline-flex min-h-12 cursor-pointer items-center justify-center gap-2 rounded-control py-2 text-center font-medium text-base leading-6 hover:transition-colors disabled:cursor-default disabled:opacity-55';

const looks = {
  primary: 'bg-accent px-6 text-on-accent not-disabled:hover:bg-accent-strong',
  secondary: 'border border-line-strong bg-raised px-6 text-text not-disabled:hover:bg-sunken',
  quiet: 'text-muted underline decoration-line-strong underline-offset-4 not-disabled:hover:text-text',
} satisfies Record<Look, string>;

/** The classes of a button, for a link that looks like one. */
export function buttonClass(look: Look = 'primary', more = ''): string {
  return `${shared} ${looks[look]} ${more}`;
}
