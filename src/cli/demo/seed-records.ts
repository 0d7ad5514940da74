import { type DemoCast, type DemoProduct, makeDemoRun } from './demo-run.ts'
import { seedControls } from './seed-controls.ts'
import { seedDeterminations } from './seed-determinations.ts'
import { seedAppointments, seedCriteria, seedPolicies, seedScope } from './seed-governance.ts'
import { seedInventory, seedUnits } from './seed-inventory.ts'
import { seedRisks } from './seed-risks.ts'
import { seedStatement } from './seed-statement.ts'
import { seedDuties, seedThread, seedVersions } from './seed-thread.ts'

/**
 * Fills the demo organization through the product's own operations: nothing gets around a permission, a signature or
 * the trail. What does not depend on each other runs side by side.
 */
export async function seedRecords(product: DemoProduct, cast: DemoCast): Promise<void> {
  const demo = makeDemoRun(product, cast)
  await seedUnits(demo)
  const [systems, controls] = await Promise.all([
    seedInventory(demo),
    seedControls(demo),
    seedPolicies(demo),
    seedAppointments(demo).then(() => Promise.all([seedScope(demo), seedCriteria(demo)])),
  ])
  await seedDeterminations(demo, systems)
  // A released version ends acceptances of its system, so versions come before risks.
  await seedVersions(demo, systems)
  const [risks] = await Promise.all([seedRisks(demo, { systems, controls }), seedDuties(demo, systems)])
  const ground = { systems, controls, risks }
  await Promise.all([seedStatement(demo, ground), seedThread(demo, ground)])
}
