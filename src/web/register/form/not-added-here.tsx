import { Link } from '@tanstack/react-router'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { beginningOf } from '../../app/beginning.ts'
import { useSession } from '../../client/session.ts'
import { t, textOf } from '../../messages/message.ts'
import { inSentence, manyOf } from '../../messages/words.ts'
import { PageHeader } from '../../shell/page/page-header.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyPage } from '../../ui/notice/empty-page.tsx'
import { BeginLink } from '../begin-link.tsx'
import styles from './not-added-here.module.css'

/** In place of a form that is not the person's, or that no record of the register begins with: where one does it. */
export function NotAddedHere({ register }: { register: AnyRegister }) {
  const session = useSession()
  const elsewhere = beginningOf(register)
  const begin = elsewhere && textOf(`${register.name}.begin`)
  const many = inSentence(manyOf(register))
  return (
    <>
      <PageHeader title={manyOf(register)} />
      <EmptyPage
        title={t(elsewhere ? 'form.elsewhere' : 'form.not_yours', { many })}
        about={begin ?? t('form.not_yours_about')}
      >
        <div className={styles.ways}>
          {elsewhere &&
          (elsewhere.permission === undefined || session.permissions[elsewhere.permission] !== undefined) ? (
            <BeginLink to={elsewhere} />
          ) : null}
          <Link to="/$plural" params={{ plural: register.plural }} className={buttonClass('plain')}>
            {t('empty.go', { many })}
          </Link>
        </div>
      </EmptyPage>
    </>
  )
}
