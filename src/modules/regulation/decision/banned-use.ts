import type { Reaction } from '../../../platform/module.ts'
import { determinationsOf, refused } from '../read-determination.ts'

/**
 * Nothing about an AI system is approved while its answers, decided or not, describe a banned practice: law knows no
 * acceptance of such a use.
 * @throws refused-by-rule, naming the determination.
 */
export const refuseBannedUse: Reaction = async (tx, entry) => {
  if (!entry.record_id) return
  const banned = (await determinationsOf(tx, entry.record_id)).find(({ tier }) => tier === 'prohibited')
  if (banned)
    throw refused(
      'the EU AI Act determination of this AI system describes a banned practice, so the system cannot be approved. Correct the answers if they are wrong, or stop the use.',
      { determination_id: banned.id, tier: banned.tier },
    )
}
