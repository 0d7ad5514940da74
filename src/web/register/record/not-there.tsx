import { Link } from '@tanstack/react-router'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { formatInstant } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { inSentence, manyOf, oneOf } from '../../messages/words.ts'
import { PageHeader } from '../../shell/page/page-header.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyPage } from '../../ui/notice/empty-page.tsx'

/** As of an earlier moment: the record was not there yet. */
export function NotThere({ register, id, asOf }: { register: AnyRegister; id: string; asOf: string }) {
  const told = { when: formatInstant(asOf), one: inSentence(oneOf(register)) }
  return (
    <>
      <PageHeader
        title={t('not_then.title')}
        parent={{ label: manyOf(register), plural: register.plural }}
        past={false}
      />
      <EmptyPage title={t('not_then.title')} about={t('not_then.about', told)}>
        <Link to="/$plural/$id" params={{ plural: register.plural, id }} className={buttonClass('plain')}>
          {t('as_of.leave')}
        </Link>
      </EmptyPage>
    </>
  )
}
