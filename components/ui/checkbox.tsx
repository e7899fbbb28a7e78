'use client';
import { Check } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import { type ReactElement, type ReactNode, useId } from 'react';

interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  describedBy?: string;
  invalid?: boolean;
}

/** A box to tick, with its label; the whole line can be pressed. */
export function Checkbox({ checked, onChange, children, describedBy, invalid }: CheckboxProps): ReactElement {
  const id = useId();
  return (
    <div className="flex items-start">
      <Primitive.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        className="group -m-2.5 flex size-11 flex-none cursor-pointer items-center justify-center rounded-control"
      >
        <span className="flex size-6 items-center justify-center rounded-md border border-line-strong bg-raised text-on-accent group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent group-aria-invalid:border-danger">
          <Primitive.Indicator>
            <Check aria-hidden className="size-4" strokeWidth={3} />
          </Primitive.Indicator>
        </span>
      </Primitive.Root>
      <label htmlFor={id} className="-my-2.5 cursor-pointer py-2.5 ps-5 leading-6">
        {children}
      </label>
    </div>
  );
}
