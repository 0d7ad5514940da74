import { Link, useNavigate } from '@tanstack/react-router'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { formatInstant } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { inSentence, manyOf, oneOf } from '../../messages/words.ts'
import { PageHeader } from '../../shell/page/page-header.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyPage } from '../../ui/notice/empty-page.tsx'
import { NotCome } from '../not-come.tsx'

interface Props {
  register: AnyRegister
  id: string
  asOf: string
}

const Header = ({ register, title }: { register: AnyRegister; title: string }) => (
  <PageHeader title={title} parent={{ label: manyOf(register), plural: register.plural }} past={false} />
)

/** As of an earlier moment: the record was not there yet. */
export function NotThere({ register, id, asOf }: Props) {
  const told = { when: formatInstant(asOf), one: inSentence(oneOf(register)) }
  return (
    <>
      <Header register={register} title={t('not_then.title')} />
      <EmptyPage title={t('not_then.title')} about={t('not_then.about', told)}>
        <Link to="/$plural/$id" params={{ plural: register.plural, id }} className={buttonClass('plain')}>
          {t('as_of.leave')}
        </Link>
      </EmptyPage>
    </>
  )
}

/** As of a moment that has not come yet: the record has no such state. */
export function NotComeYet({ register, id, asOf }: Props) {
  const navigate = useNavigate()
  const leave = () => void navigate({ to: '/$plural/$id', params: { plural: register.plural, id } })
  return (
    <>
      <Header register={register} title={t('not_come.title')} />
      <NotCome asOf={asOf} onLeave={leave} />
    </>
  )
}
