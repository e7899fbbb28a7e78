'use client';
import { useTranslations } from 'use-intl/react';
import type { Messages } from '@/components/messages/catalogue';
import type { ErrorCode } from '@/lib/errors';

type ErrorText = keyof Messages['errors'];

/** Codes that a person reads the same about: a new code does not compile without a text here or of its own. */
const alike = {
  invalid_request: 'internal',
  not_found: 'internal',
  method_not_allowed: 'internal',
  unknown_host: 'internal',
  invalid_api_key: 'internal',
  model_invalid: 'internal',
  configuration_invalid: 'internal',
  storage_in_use: 'internal',
  storage_damaged: 'internal',
  storage_newer: 'internal',
  invalid_data_url: 'undecodable_media',
  unsupported_media: 'undecodable_media',
} satisfies Record<Exclude<ErrorCode, ErrorText>, ErrorText>;

/** Which text of the area `errors` a code has: what happened, kindly, and what to do next. */
export function errorKey(code: ErrorCode): ErrorText {
  return code in alike ? alike[code as keyof typeof alike] : (code as ErrorText);
}

/** The text for a code. */
export function useErrorText(): (code: ErrorCode) => string {
  const t = useTranslations('errors');
  return (code) => t(errorKey(code));
}
