'use server';

import { redirect } from 'next/navigation';
import { endSession } from '@/lib/auth/session';

/** Works without JavaScript too. Next.js refuses it from another origin. */
export async function logOut(): Promise<void> {
  await endSession();
  redirect('/logged_out');
}
