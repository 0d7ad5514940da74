import { SearchBox } from '../../../web/register/list/toolbar/search-box.tsx'
import { contradicted } from '../standing.ts'
import { chosenRows, isNotice, type Show, tabs } from './choose-rows.ts'
import type { Shown } from './queries.ts'
import styles from './statement.module.css'
import { t } from './texts.ts'

interface Props {
  shown: Shown
  choice: { readonly show: Show; readonly words: string; readonly me: string }
  onChoose: (changes: { readonly show?: string; readonly q?: string }) => void
}

/** How many are decided, and how many of those wait all the same: what is to do follows from both. */
function Progress({ shown }: { shown: Shown }) {
  const { progress, statement, conflicts } = shown
  const against = contradicted(statement.rows, conflicts).length
  const { annex_decided, annex_total, own_decided, own_total } = progress
  const share = annex_total === 0 ? 0 : (100 * annex_decided) / annex_total
  return (
    <div className={styles.progress}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ display: 'block', width: `${share}%` }} />
      </span>
      <span>{t('soa.progress', { decided: annex_decided, total: annex_total })}</span>
      {against > 0 ? <span>{t('soa.progress.against', { count: against })}</span> : null}
      {own_total > 0 ? (
        <span>{t('soa.progress.own', { decided: own_decided, total: own_total })}</span>
      ) : null}
    </div>
  )
}

/** What the page shows of the statement, and how far it is. */
export function StatementBar({ shown, choice, onChoose }: Props) {
  const { rows } = shown.statement
  // What readiness led to has a tab for as long as it is shown, where a phone shows it too.
  const [all, ...others] = tabs
  const led = isNotice(choice.show) ? [choice.show] : []
  return (
    <div className={styles.bar}>
      <SearchBox label={t('soa.search')} value={choice.words} onSearch={(q) => onChoose({ q })} />
      <fieldset className={styles.shows} style={{ border: 0, margin: 0, padding: 0 }}>
        <legend className="sr-only">{t('soa.search')}</legend>
        {[all, ...led, ...others].map((show) => (
          <button
            key={show}
            type="button"
            className={styles.show}
            aria-pressed={show === choice.show}
            onClick={() => onChoose({ show: show === 'all' ? '' : show })}
          >
            {t(`soa.show.${show}`)}
            <span>{chosenRows(rows, shown.conflicts, { ...choice, show, words: '' }).length}</span>
          </button>
        ))}
      </fieldset>
      <Progress shown={shown} />
    </div>
  )
}
