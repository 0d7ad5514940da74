import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDay } from '../../../web/messages/format.ts'
import { t as shell } from '../../../web/messages/message.ts'
import styles from '../../../web/settings/settings.module.css'
import { SettingsFrame } from '../../../web/settings/settings-frame.tsx'
import { SettingsTable } from '../../../web/settings/settings-table.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ProblemNote } from '../../../web/ui/notice/problem-note.tsx'
import { type PackEntry, UpdateDialog } from './update-dialog.tsx'
import { t } from './update-texts.ts'

/** Since when, and by whom. */
function sinceText({ adoption }: PackEntry): string {
  if (adoption === null) return t('updates.not_noted')
  const date = formatDay(adoption.adopted_at)
  return adoption.adopted_by === null
    ? t('updates.since', { date })
    : t('updates.by', { name: titleOf(adoption.adopted_by) ?? shell('value.hidden'), date })
}

function PackRow({ pack, onSee }: { pack: PackEntry; onSee: () => void }) {
  const used = pack.adoption?.version ?? pack.version
  return (
    <tr>
      <td>
        <span className={styles.named}>{pack.title}</span>
        <span className={styles.under}>{sinceText(pack)}</span>
        <span className={`${styles.under} ${styles.onlyNarrow}`}>{t('updates.used', { version: used })}</span>
      </td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{used}</td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{pack.version}</td>
      <td className={styles.figures}>
        {pack.update_available ? (
          <Button aria-label={t('updates.of', { pack: pack.title })} onClick={onSee}>
            {t('updates.see')}
          </Button>
        ) : (
          <span className={styles.under}>{t('updates.current')}</span>
        )}
      </td>
    </tr>
  )
}

/** Which content the organization works with, and what newer content would change. */
export function Page() {
  const [seen, setSeen] = useState<PackEntry | null>(null)
  const read = useQuery({
    queryKey: ['pack', 'list'],
    queryFn: ({ signal }) => call('pack.list', {}, { signal }),
  })
  const packs = (read.data?.items ?? []).toSorted(
    (one, other) => Number(other.update_available) - Number(one.update_available),
  )
  return (
    <SettingsFrame>
      <h2 className={styles.heading}>{t('updates.title')}</h2>
      <p className={styles.about}>{t('updates.about')}</p>
      <ProblemNote text={read.error && detailOf(read.error)} />
      <SettingsTable
        label={t('updates.title')}
        columns={[
          { heading: t('updates.pack') },
          { heading: t('updates.adopted'), wide: true },
          { heading: t('updates.shipped'), wide: true },
        ]}
        actions
        busy={read.isFetching}
      >
        {packs.map((pack) => (
          <PackRow key={pack.id} pack={pack} onSee={() => setSeen(pack)} />
        ))}
      </SettingsTable>
      {seen ? <UpdateDialog pack={seen} onClose={() => setSeen(null)} /> : null}
    </SettingsFrame>
  )
}
