import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { isNotice, type Show } from '../choose-rows.ts'
import styles from '../dialog.module.css'
import type { readinessQuery } from '../queries.ts'
import { t } from '../texts.ts'

export type ReadinessItem = NonNullable<
  Awaited<ReturnType<NonNullable<(typeof readinessQuery)['queryFn']>>>
>['items'][number]

/** Which rows of the page an item is about. */
const shownBy: Readonly<Record<string, Show>> = {
  undecided: 'open',
  incomplete: 'open',
  conflict: 'conflict',
  unknown_facts: 'conflict',
}

/** Where what the statement has to stand on is approved. */
const basisIn: Readonly<Record<string, string>> = {
  scope: 'scope-statements',
  policy: 'policies',
  criteria: 'risk-criteria',
}

/** One item in words, with the way to the rows or records it is about. */
export function ItemText({ item, onShow }: { item: ReadinessItem; onShow: (show: Show) => void }) {
  const show = isNotice(item.code) ? item.code : shownBy[item.code]
  const plural = basisIn[item.code]
  return (
    <span>
      {item.message}{' '}
      {show ? (
        <button type="button" className={styles.show} onClick={() => onShow(show)}>
          {t('soa.readiness.show')}
        </button>
      ) : null}
      {plural ? (
        <Link to="/$plural" params={{ plural }} className={styles.show}>
          {t('soa.readiness.open')}
        </Link>
      ) : null}
    </span>
  )
}

/** What stands in the way of approval, then what is worth knowing. */
export function ReadinessItems({
  items,
  onShow,
}: {
  items: readonly ReadinessItem[]
  onShow: (show: Show) => void
}) {
  const part = (blocks: boolean) => {
    const of = items.filter((item) => item.blocks === blocks)
    if (of.length === 0) return null
    return (
      <section key={String(blocks)}>
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
  return [part(true), part(false)]
}
