import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '../../../kernel/contract/operation.ts'
import { indexedByName } from '../../../web/app/registers.ts'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDate } from '../../../web/messages/format.ts'
import { oneOf, readable } from '../../../web/messages/words.ts'
import { useAttempt } from '../../../web/ui/attempt.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ProblemNote } from '../../../web/ui/notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../web/ui/overlay/dialog.tsx'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import type { listPacks, previewPackUpdate } from '../adoption/pack-contract.ts'
import { changeWords, itemName, nameOf } from './item-words.ts'
import styles from './update-dialog.module.css'
import { t } from './update-texts.ts'

export type PackEntry = OutputOf<typeof listPacks>['items'][number]
type Preview = OutputOf<typeof previewPackUpdate>

interface PartProps {
  title: string
  count: number
  /** What is said when there are none. */
  none: string
  /** Said below when not all of them are shown. */
  more?: string | undefined
  children: ReactNode
}

/** One kind of what changes: how many there are, each in a line, or that there are none. */
function Part({ title, count, none, more, children }: PartProps) {
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>
        {title} <span className={styles.count}>{count}</span>
      </h3>
      {count === 0 ? <p className={styles.muted}>{none}</p> : null}
      <ul>{children}</ul>
      {more ? <p className={styles.muted}>{more}</p> : null}
    </section>
  )
}

function ItemName({ urn, id }: { urn: string; id: string }) {
  const { kind, number } = itemName(urn, id)
  return (
    <>
      <span className={styles.kind}>{kind}</span> {number}
    </>
  )
}

function Items({ title, items }: { title: string; items: Preview['added'] }) {
  return (
    <Part title={title} count={items.length} none={t('updates.none')}>
      {items.map(({ urn, id, value }) => (
        <li key={urn} className={styles.item}>
          <ItemName urn={urn} id={id} />
          <span className={styles.name}>{nameOf(value)}</span>
        </li>
      ))}
    </Part>
  )
}

function Changes({ items }: { items: Preview['changed'] }) {
  return (
    <Part title={t('updates.changed')} count={items.length} none={t('updates.none')}>
      {items.map(({ urn, id, fields, before, after }) => (
        <li key={urn} className={styles.item}>
          <ItemName urn={urn} id={id} />
          <span className={styles.name}>{nameOf(after)}</span>
          {fields.map((field) => (
            <span key={field} className={styles.change}>
              {changeWords(field, before, after)}
            </span>
          ))}
        </li>
      ))}
    </Part>
  )
}

function Records({ preview }: { preview: Preview }) {
  const { affected, affected_count } = preview
  const more =
    affected.length < affected_count
      ? t('updates.records_more', { shown: affected.length, count: affected_count })
      : undefined
  return (
    <Part title={t('updates.records')} count={affected_count} none={t('updates.records_none')} more={more}>
      {affected.map(({ register, id, title, items }) => {
        const plural = indexedByName(register)?.plural
        return (
          <li key={id} className={styles.item}>
            <span className={styles.kind}>{oneOf({ name: register })}</span>{' '}
            {plural ? (
              <Link to="/$plural/$id" params={{ plural, id }}>
                {title}
              </Link>
            ) : (
              title
            )}
            <span className={styles.name}>{items.map((one) => one.split(':').at(-1)).join(', ')}</span>
          </li>
        )
      })}
    </Part>
  )
}

/** What the law that is brought would decide otherwise, of what was determined. */
function Decisions() {
  const read = useQuery({
    queryKey: ['determination', 'rerun', 'update'],
    queryFn: ({ signal }) => call('determination.rerun-preview', { limit: 50 }, { signal }),
  })
  if (!read.data) return null
  const { items, next_cursor } = read.data
  return (
    <Part
      title={t('updates.decisions')}
      count={items.length}
      none={t('updates.decisions_none')}
      more={next_cursor ? t('updates.decisions_more') : undefined}
    >
      {items.map(({ determination_id, ai_system_id, before, after }) => (
        <li key={determination_id} className={styles.item}>
          <Link to="/$plural/$id" params={{ plural: 'determinations', id: determination_id }}>
            {titleOf(ai_system_id) ?? determination_id}
          </Link>
          <span className={styles.name}>
            {before.tier_title === after.tier_title
              ? after.tier_title
              : `${before.tier_title ?? t('updates.nothing')} → ${after.tier_title ?? t('updates.nothing')}`}
          </span>
        </li>
      ))}
    </Part>
  )
}

function Difference({ pack, preview }: { pack: PackEntry; preview: Preview }) {
  const day = (date: string | null) => (date ? formatDate(date) : t('updates.law_unknown'))
  const { from_law_state_date: from, to_law_state_date: to, reordered_collections: reordered } = preview
  return (
    <>
      <p>{t('updates.kept')}</p>
      {from !== to ? <p>{t('updates.law', { from: day(from), to: day(to) })}</p> : null}
      <Items title={t('updates.added')} items={preview.added} />
      <Changes items={preview.changed} />
      <Items title={t('updates.removed')} items={preview.removed} />
      {reordered.length > 0 ? (
        <p className={styles.muted}>
          {t('updates.reordered', { collections: reordered.map(readable).join(', ') })}
        </p>
      ) : null}
      <Records preview={preview} />
      {pack.kind === 'regulation' ? <Decisions /> : null}
    </>
  )
}

/** What a newer version of a pack changes, and the button that adopts exactly what is shown. */
export function UpdateDialog({ pack, onClose }: { pack: PackEntry; onClose: () => void }) {
  const client = useQueryClient()
  const attempt = useAttempt()
  const read = useQuery({
    queryKey: ['pack', 'update', pack.id],
    queryFn: ({ signal }): Promise<Preview> => call('pack.preview-update', { pack_id: pack.id }, { signal }),
    staleTime: 0,
  })
  const preview = read.data
  const adopt = async () => {
    if (!preview) return
    const { content_hash, to_version } = preview
    const done = await attempt.run(async () => {
      await call('pack.adopt', { pack_id: pack.id, content_hash })
    })
    if (!done) return
    notify({ text: t('updates.done', { pack: pack.title, version: to_version }) })
    onClose()
    // Whatever was read rests on the content that has changed.
    await client.invalidateQueries()
  }
  const title = t('updates.dialog', {
    pack: pack.title,
    from: pack.adoption?.version ?? pack.version,
    to: pack.version,
  })
  return (
    <Dialog title={title} onClose={onClose} shape="wide">
      <DialogBody>
        <ProblemNote text={read.error && detailOf(read.error)} />
        {preview ? <Difference pack={pack} preview={preview} /> : <p>{t('updates.loading')}</p>}
        <ProblemNote text={attempt.problem} />
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('updates.close')}</Button>
        <Button look="primary" disabled={!preview || attempt.busy} onClick={() => void adopt()}>
          {t('updates.adopt', { version: pack.version })}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
