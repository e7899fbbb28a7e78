import type { ReactElement } from 'react';
import { Field, type FieldProps } from './field';

interface NameFieldProps extends Pick<FieldProps, 'label' | 'hint' | 'error' | 'autoComplete' | 'className'> {
  value: string;
  onName: (name: string) => void;
}

/** A line for the name that somebody logs in by. */
export function NameField({ autoComplete = 'username', onName, ...field }: NameFieldProps): ReactElement {
  return (
    <Field
      {...field}
      name="name"
      onChange={(event) => onName(event.target.value)}
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      required
    />
  );
}
