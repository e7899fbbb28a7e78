'use client';
import { Check, ChevronsUpDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { type ReactElement, useId } from 'react';

interface SelectProps {
  label: string;
  value: string | undefined;
  options: { value: string; text: string }[];
  onChange: (value: string) => void;
}

/** One of several, with its label. */
export function Select({ label, value, options, onChange }: SelectProps): ReactElement {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      <Primitive.Root value={value} onValueChange={onChange}>
        <Primitive.Trigger
          id={id}
          className="mt-1 flex h-12 w-full cursor-pointer items-center justify-between gap-3 rounded-control border border-line-strong bg-raised px-4 text-start"
        >
          <span className="truncate">
            <Primitive.Value />
          </span>
          <ChevronsUpDown aria-hidden className="size-4 flex-none text-muted" />
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            position="popper"
            sideOffset={6}
            className="z-50 max-h-72 w-(--radix-select-trigger-width) rounded-control border border-line bg-raised p-1.5 shadow-raised"
          >
            <Primitive.Viewport>
              {options.map(({ value: option, text }) => (
                <Primitive.Item
                  key={option}
                  value={option}
                  className="flex min-h-11 cursor-pointer items-center gap-3 rounded-[0.6rem] px-3 outline-none data-highlighted:bg-accent-soft"
                >
                  <Primitive.ItemText>{text}</Primitive.ItemText>
                  <Primitive.ItemIndicator className="ms-auto">
                    <Check aria-hidden className="size-4 text-accent" />
                  </Primitive.ItemIndicator>
                </Primitive.Item>
              ))}
            </Primitive.Viewport>
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </div>
  );
}
