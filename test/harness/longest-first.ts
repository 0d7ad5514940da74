import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where tests start whole programs, servers or browsers: what they take does not show in the size of their file. */
const long = ['tools/drill/', 'test/', 'src/cli/', 'src/platform/db/embedded/']

/**
 * Begins with the tests that take longest. Otherwise one of them is the last, and runs for a minute beside a worker that
 * has nothing left to do.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const path = relative(this.ctx.config.root, moduleId)
      const found = long.findIndex((prefix) => path.startsWith(prefix))
      return found < 0 ? long.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
