import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { callStandard } from '../../../client/call.ts'
import { detailOf } from '../../../client/problem.ts'
import { may, useSession } from '../../../client/session.ts'
import { titleOf } from '../../../client/titles.ts'
import { formatSince } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { useShortcuts } from '../../../shell/shortcut/shortcut.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field/input.tsx'
import { Avatar } from '../../../ui/mark/avatar.tsx'
import { ProblemNote } from '../../../ui/notice/problem-note.tsx'
import { settle } from '../../edit/patch.ts'
import { ownerOf, type WholeRecord } from '../../row.ts'
import { commentsQuery } from '../record-query.ts'
import styles from './comments.module.css'

interface Props {
  register: AnyRegister
  record: WholeRecord
}

function CommentForm({ register, record }: Props) {
  const client = useQueryClient()
  const [body, setBody] = useState('')
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  useShortcuts([
    {
      keys: 'c',
      label: 'shortcut.comment',
      section: 'record',
      run: (event) => {
        event.preventDefault()
        input.current?.focus()
      },
    },
  ])
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (body.trim() === '') return
    setSending(true)
    setProblem(null)
    try {
      await callStandard(register, 'comment', { id: record.id, body: body.trim() })
      setBody('')
      settle(client, register.name, record.id)
    } catch (error) {
      setProblem(t('comments.failed', { detail: detailOf(error) }))
    }
    setSending(false)
  }
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      <TextArea
        aria-label={t('comments.write')}
        placeholder={t('comments.write')}
        rows={1}
        maxLength={10_000}
        ref={input}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <ProblemNote text={problem} />
      {body.trim() === '' ? null : (
        <Button look="primary" type="submit" disabled={sending}>
          {t('comments.send')}
        </Button>
      )}
    </form>
  )
}

/** What people said about the record, oldest first. */
export function Comments({ register, record }: Props) {
  const session = useSession()
  const comments = useQuery(commentsQuery(register, record.id))
  const mayComment = may(session, register, 'comment', { owner_id: ownerOf(record) })
  const items = comments.data?.items ?? []
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{t('comments.title')}</h2>
      {comments.data && items.length === 0 && !mayComment ? (
        <p className={styles.none}>{t('comments.none')}</p>
      ) : null}
      <ul>
        {items.map((comment) => {
          const name = comment.created_by === null ? undefined : titleOf(comment.created_by)
          return (
            <li key={comment.id} className={styles.comment}>
              <Avatar name={name ?? t('value.hidden')} large />
              <div>
                <span className={styles.who}>{name ?? t('value.hidden')}</span>
                <time className={styles.when} dateTime={comment.created_at}>
                  {formatSince(comment.created_at, Date.now())}
                </time>
                <p className={styles.body}>{comment.body}</p>
              </div>
            </li>
          )
        })}
      </ul>
      {mayComment ? <CommentForm register={register} record={record} /> : null}
    </section>
  )
}
