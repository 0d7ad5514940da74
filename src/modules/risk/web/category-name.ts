import { riskMessages } from '../messages/risk.en.ts'
import type { Category } from '../score/scale.ts'

/** The name of a risk category. */
export const categoryName = (category: Category): string => riskMessages[`risk.category.${category}`]
