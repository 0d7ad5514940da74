import { useNarrow } from '../../../../web/ui/narrow.ts'
import { t } from '../texts.ts'

/** Where the pages about versions belong; a phone has room for a short name only. */
export const useParent = (): { label: string; plural: string } => ({
  label: t(useNarrow() ? 'soa.short' : 'soa.title'),
  plural: 'statement-of-applicability',
})
