import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../web/client/call.ts'
import { SignDialog } from '../../../web/signing/sign-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../web/ui/dialog.tsx'
import { notify } from '../../../web/ui/toast.tsx'
import type { Show } from './choose-rows.ts'
import styles from './dialog.module.css'
import { readinessQuery, refresh } from './queries.ts'
import { t } from './texts.ts'

type Item = NonNullable<Awaited<ReturnType<NonNullable<(typeof readinessQuery)['queryFn']>>>>['items'][number]

/** Which rows of the page an item is about. */
const shownBy: Readonly<Record<string, Show>> = {
  undecided: 'open',
  incomplete: 'open',
  conflict: 'conflict',
  unknown_facts: 'conflict',
}

function ItemText({ item, onShow }: { item: Item; onShow: (show: Show) => void }) {
  const show = shownBy[item.code]
  return (
    <span>
      {item.message}{' '}
      {show ? (
        <button type="button" className={styles.show} onClick={() => onShow(show)}>
          {t('soa.readiness.show')}
        </button>
      ) : null}
    </span>
  )
}

function Readiness({
  items,
  number,
  onShow,
  onClose,
}: {
  items: readonly Item[]
  number: number
  onShow: (show: Show) => void
  onClose: () => void
}) {
  const part = (blocks: boolean) => {
    const of = items.filter((item) => item.blocks === blocks)
    if (of.length === 0) return null
    return (
      <section>
        <h3 className={styles.small}>{t(blocks ? 'soa.readiness.blocks' : 'soa.readiness.beside')}</h3>
        <ul className={styles.items}>
          {of.map((item) => (
            <li key={item.code}>
              {blocks ? (
                <IconCircleX size={14} stroke={1.75} data-blocks="true" />
              ) : (
                <IconAlertTriangle size={14} stroke={1.75} data-blocks="false" />
              )}
              <ItemText item={item} onShow={onShow} />
            </li>
          ))}
        </ul>
      </section>
    )
  }
  return (
    <Dialog title={t('soa.readiness.title')} onClose={onClose} shape="wide">
      <DialogBody>
        <div className={styles.stack}>
          <p className={styles.lead}>{t('soa.readiness.next', { number })}</p>
          {items.some(({ blocks }) => blocks) ? null : <p>{t('soa.approve.ready')}</p>}
          {part(true)}
          {part(false)}
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('soa.facts.close')}</Button>
      </DialogFoot>
    </Dialog>
  )
}

/** What only concerns whoever would sign; for others it stands in nobody's way. */
const personal = new Set(['author', 'authority'])

/** Shows exactly what approval would sign and what stands in the way; those who approve sign here. */
export function ApproveDialog({
  approves,
  onShow,
  onClose,
}: {
  approves: boolean
  onShow: (show: Show) => void
  onClose: () => void
}) {
  const read = useQuery(readinessQuery)
  const items = read.data?.items ?? []
  if (!approves) {
    const theirs = items.filter(({ code }) => !personal.has(code))
    return <Readiness items={theirs} number={read.data?.next_number ?? 1} onShow={onShow} onClose={onClose} />
  }
  const text = (item: Item) => <ItemText key={item.code} item={item} onShow={onShow} />
  return (
    <SignDialog
      title={t('soa.approve.title')}
      statement={read.data?.statement}
      obstacles={items.filter(({ blocks }) => blocks).map(text)}
      notices={items.filter(({ blocks }) => !blocks).map(text)}
      onClose={onClose}
      onStale={() => void read.refetch()}
      onSign={async (signature) => {
        const { number } = await call('soa.approve', { signature })
        notify({ text: t('soa.approve.done', { number }) })
        await refresh()
      }}
    />
  )
}
