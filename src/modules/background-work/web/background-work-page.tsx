import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '../../../kernel/contract/operation.ts'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { formatInstant } from '../../../web/messages/format.ts'
import { textOr, textsOf } from '../../../web/messages/message.ts'
import styles from '../../../web/settings/settings.module.css'
import { SettingsFrame } from '../../../web/settings/settings-frame.tsx'
import { SettingsTable } from '../../../web/settings/settings-table.tsx'
import { ProblemNote } from '../../../web/ui/notice/problem-note.tsx'
import type { listBackgroundWork } from '../contract.ts'
import { messages } from '../messages/en.ts'

const { t, tn } = textsOf(messages)

type BackgroundWork = OutputOf<typeof listBackgroundWork>
type Job = BackgroundWork['items'][number]

const instant = (at: string | null, otherwise: string) => (at === null ? otherwise : formatInstant(at))

/** So long after its time, no process can have looked. */
const lateMs = 10 * 60_000

function nextText({ next_run_at }: Job, now: string): string {
  if (next_run_at === null || next_run_at <= now) {
    const late = next_run_at !== null && Date.parse(now) - Date.parse(next_run_at) > lateMs
    return late ? t('background-work.late', { at: formatInstant(next_run_at) }) : t('background-work.soon')
  }
  return formatInstant(next_run_at)
}

/** Whole hours as hours. */
const everyText = (minutes: number): string =>
  minutes % 60 === 0
    ? tn('background-work.every_hours', minutes / 60, String(minutes / 60))
    : tn('background-work.every', minutes, String(minutes))

function JobRow({ job, now }: { job: Job; now: string }) {
  const { name, every_minutes, failed_at, failure, failures } = job
  const ran = instant(job.ran_at, t('background-work.never'))
  const next = nextText(job, now)
  return (
    <tr>
      <td>
        <span className={styles.named}>{textOr(`background-work.job.${name}`, name)}</span>
        <span className={styles.under}>{everyText(every_minutes)}</span>
        <span className={`${styles.under} ${styles.onlyNarrow}`}>
          {t('background-work.at.last', { at: ran })}
        </span>
        <span className={`${styles.under} ${styles.onlyNarrow}`}>
          {t('background-work.at.next', { at: next })}
        </span>
        {failed_at === null ? null : (
          <ProblemNote
            text={
              failures === 1
                ? t('background-work.failed.one', { at: formatInstant(failed_at), failure: failure ?? '' })
                : t('background-work.failed.other', {
                    at: formatInstant(failed_at),
                    failure: failure ?? '',
                    count: failures,
                  })
            }
          />
        )}
      </td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{ran}</td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>
        {instant(job.did_at, t('background-work.nothing_yet'))}
      </td>
      <td className={`${styles.figures} ${styles.onlyWide}`}>{next}</td>
    </tr>
  )
}

/** What happens by itself: when it last did, when it will again, and what stands in its way. */
export function Page() {
  const read = useQuery({
    queryKey: ['background-work'],
    queryFn: ({ signal }): Promise<BackgroundWork> => call('background-work.list', {}, { signal }),
    refetchInterval: 60_000,
  })
  return (
    <SettingsFrame>
      <h2 className={styles.heading}>{t('background-work.many')}</h2>
      <p className={styles.about}>{t('background-work.about')}</p>
      <ProblemNote text={read.error && detailOf(read.error)} />
      <SettingsTable
        label={t('background-work.many')}
        columns={[
          { heading: t('background-work.job') },
          { heading: t('background-work.last'), wide: true },
          { heading: t('background-work.did'), wide: true },
          { heading: t('background-work.next'), wide: true },
        ]}
        busy={read.isFetching}
      >
        {read.data?.items.map((job) => (
          <JobRow key={job.name} job={job} now={read.data.now} />
        ))}
      </SettingsTable>
    </SettingsFrame>
  )
}
