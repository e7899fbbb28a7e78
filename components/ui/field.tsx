import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactElement, useId } from 'react';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: string;
  hint: string;
  error?: string | null;
}

/** A line of text with its label; the hint gives its place to the error, so that nothing moves. */
export function Field({ label, hint, error, className = '', ...input }: FieldProps): ReactElement {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={`${id}-note`}
        aria-invalid={error ? true : undefined}
        className="mt-2 block h-12 w-full rounded-control border border-line-strong bg-raised px-4 text-lg text-text placeholder:text-muted aria-invalid:border-danger"
        {...input}
      />
      <p id={`${id}-note`} aria-live="polite" className="mt-2 min-h-6 text-sm leading-6">
        {error ? (
          <span className="inline-flex items-start gap-1.5 text-danger">
            <CircleAlert aria-hidden className="mt-1 size-4 flex-none" />
            {error}
          </span>
        ) : (
          <span className="text-muted">{hint}</span>
        )}
      </p>
    </div>
  );
}
