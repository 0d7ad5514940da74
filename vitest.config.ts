import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/harness/longest-first.ts'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'verifier/**/*.test.ts',
      'test/**/*.test.ts',
      'tools/**/*.test.ts',
      'bin/**/*.test.ts',
    ],
    globalSetup: ['test/harness/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files share the modules of their worker: loading them anew for each file took a seventh of the time. What a module
    // keeps may depend on nothing but what it was read from: content that ships, or that an organization adopted.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Limits only end what hangs. A test waits for the thing itself, however slow the machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
