import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { detailOf, Problem } from '../client/problem.ts'
import { t } from '../messages/message.ts'
import { PageHeader } from '../shell/page/page-header.tsx'
import { useInShell } from '../shell/shell-controls.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { EmptyPage } from '../ui/notice/empty-page.tsx'
import styles from './trouble.module.css'

interface Props {
  title: string
  text: string
  /** A page is around it, which has its header. */
  within: boolean
  children: ReactNode
}

/** In place of a page: with the page's header, for that is where a phone leads on from. */
function Trouble({ title, text, within, children }: Props) {
  const inShell = useInShell()
  return (
    <>
      {inShell && !within ? <PageHeader title={title} past={false} /> : null}
      <EmptyPage title={title} about={text} heading="h1">
        {children}
      </EmptyPage>
    </>
  )
}

/** There is nothing at this address, or the person may not see it; both read the same. */
export function NotFound({ within = false }: { within?: boolean }) {
  return (
    <Trouble title={t('not_found.title')} text={t('not_found.about')} within={within}>
      <Link to="/" className={buttonClass('plain')}>
        {t('not_found.home')}
      </Link>
    </Trouble>
  )
}

/** The address holds something that is no record's id: there is nothing here either. */
const isNoId = (error: Problem) =>
  error.kind === 'invalid-input' && error.issues.length > 0 && error.issues.every(({ path }) => path === 'id')

/** A page that failed, or what fills it: what happened, what was kept, what to do. */
export function PageError({ error, reset, within = false }: ErrorComponentProps & { within?: boolean }) {
  const router = useRouter()
  if (error instanceof Problem && (error.kind === 'not-found' || isNoId(error)))
    return <NotFound within={within} />
  return (
    <div role="alert" className={styles.alert}>
      <Trouble title={t('error.title')} text={detailOf(error)} within={within}>
        <Button
          onClick={() => {
            reset()
            void router.invalidate()
          }}
        >
          {t('error.retry')}
        </Button>
      </Trouble>
    </div>
  )
}
