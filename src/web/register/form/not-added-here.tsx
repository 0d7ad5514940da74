import { Link } from '@tanstack/react-router'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { beginningOf } from '../../app/beginning.ts'
import { t, textOf } from '../../messages/message.ts'
import { inSentence, manyOf } from '../../messages/words.ts'
import { PageHeader } from '../../shell/page/page-header.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyPage } from '../../ui/notice/empty-page.tsx'
import { BeginLink } from '../begin-link.tsx'
import styles from './not-added-here.module.css'

/** In place of a form that is not the person's, or that no record of the register begins with: where one does it. */
export function NotAddedHere({ register }: { register: AnyRegister }) {
  const elsewhere = beginningOf(register)
  return (
    <>
      <PageHeader title={manyOf(register)} />
      <EmptyPage
        title={t('form.elsewhere', { many: manyOf(register) })}
        about={(elsewhere && textOf(`${register.name}.begin`)) ?? t('form.not_yours')}
      >
        <div className={styles.ways}>
          {elsewhere ? <BeginLink to={elsewhere} /> : null}
          <Link to="/$plural" params={{ plural: register.plural }} className={buttonClass('plain')}>
            {t('empty.go', { many: inSentence(manyOf(register)) })}
          </Link>
        </div>
      </EmptyPage>
    </>
  )
}
