import messages from '@/components/messages/en/dashboard.json';
import type { LoginReason } from '@/lib/account/history';

const { other: _, ...reasons } = messages.reasons satisfies Record<LoginReason, string>;

/** Why log-ins ended as they did, as far as there is a sentence for it; the audit trail may have those of older versions. */
export const LOGIN_REASONS = Object.keys(reasons) as (keyof typeof reasons)[];
