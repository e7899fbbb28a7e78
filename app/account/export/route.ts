import { NextResponse } from 'next/server';
import { getFormatter, getTranslations, requestIntl } from '@/components/intl/server';
import { againPath } from '@/components/log-in/return-path';
import { catalogue } from '@/components/messages/catalogue';
import type { ExportWords } from '@/lib/account/export-page';
import { exportZip } from '@/lib/account/export-zip';
import { failureOf } from '@/lib/api/answer';
import { freshUser } from '@/lib/auth/session';
import { errorStatus } from '@/lib/errors';
import { authDeps } from '@/lib/runtime/deps';

/**
 * All that is kept of the person who asks, as a zip; who did not log in just now is sent to do so. Other sites cannot ask in a person's
 * name: no browser sends the session's cookie along with their forms (`SameSite=Lax`).
 */
export async function POST(request: Request): Promise<Response> {
  const who = await freshUser('use_account');
  if (!who)
    // Relative: behind a proxy the request does not say under which address the person came.
    return new NextResponse(null, {
      status: 303,
      headers: { location: againPath('/account') },
    });
  try {
    const form = await request.formData().catch(() => new FormData());
    const withTemplates = form.get('templates') === 'yes';
    const deps = await authDeps();
    const words = await exportWords(who.user.name, deps.now());
    const zip = await exportZip(who.user, { words, withTemplates }, deps);
    return new Response(zip, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="open-sesame-data.zip"',
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    const { code } = failureOf(error);
    return Response.json({ code }, { status: errorStatus[code] });
  }
}

async function exportWords(name: string, now: Date): Promise<ExportWords> {
  const t = await getTranslations('export');
  const format = await getFormatter();
  const { locale } = await requestIntl();
  const { sections, fields } = catalogue[locale].export;
  const date = (at: Date): string => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'medium' });
  return {
    locale,
    title: t('title', { name }),
    made: t('made', { at: date(now) }),
    nothing: t('nothing'),
    yes: t('yes'),
    no: t('no'),
    more: (count) => t('more', { count }),
    date,
    sections,
    fields,
  };
}
