import { Link } from '@tanstack/react-router'
import { RecordPart } from '../../../web/register/record/record-part.tsx'
import { buttonClass } from '../../../web/ui/button.tsx'
import { t } from './texts.ts'

/** From the page of a row back to its place in the statement, where it is decided. */
export function Section({ recordId }: { recordId: string }) {
  return (
    <RecordPart title={t('soa.section.title')}>
      <Link
        to="/$plural"
        params={{ plural: 'statement-of-applicability' }}
        search={{ row: recordId }}
        className={buttonClass('plain')}
      >
        {t('soa.section.back')}
      </Link>
    </RecordPart>
  )
}
