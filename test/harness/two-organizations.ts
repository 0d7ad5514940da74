import { makeOrganization, makeProduct } from './organization.ts'
import { makeTestDatabase } from './test-database.ts'

/** The product on a database of its own, with two organizations: what one does must not reach the other. */
export async function makeTwoOrganizations() {
  const { database } = await makeTestDatabase()
  const product = makeProduct(database)
  const ours = await makeOrganization(database, product.sources, 'Ours')
  const theirs = await makeOrganization(database, product.sources, 'Theirs')
  return { database, product, ours, theirs }
}
