/**
 * How many milliseconds of processor time this process spends on a piece of work, its threads included. Unlike the time
 * on the wall it does not grow with what else the machine does.
 */
export async function processorTimeOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
