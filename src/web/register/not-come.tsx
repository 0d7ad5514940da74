import { Problem } from '../client/problem.ts'
import { formatInstant } from '../messages/format.ts'
import { t } from '../messages/message.ts'
import { Button } from '../ui/button.tsx'
import { EmptyPage } from '../ui/notice/empty-page.tsx'

/** Whether the server refused to read as of a moment because it has not come yet: then it says what time it is there. */
export const hasNotCome = (error: unknown): boolean =>
  error instanceof Problem && error.facts.now !== undefined && error.issueAt('as_of') !== undefined

/** In place of a page as of a moment that has not come yet: why, and the way back to now. */
export function NotCome({ asOf, onLeave }: { asOf: string; onLeave: () => void }) {
  return (
    <EmptyPage title={t('not_come.title')} about={t('not_come.about', { when: formatInstant(asOf) })}>
      <Button onClick={onLeave}>{t('as_of.leave')}</Button>
    </EmptyPage>
  )
}
