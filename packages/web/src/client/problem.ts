import type { Problem } from '@gouji/api'

/** A refusal of the server (RFC 9457), or that it could not be reached: then `status` is 0. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  get code(): string {
    return this.problem.code
  }
}

export const unreachable = (): ProblemError =>
  new ProblemError({
    type: 'about:blank',
    title: '连不上服务器',
    status: 0,
    code: 'unreachable',
    detail: '请检查网络，或请系统管理员查看服务是否在运行。未保存的内容仍在本页，连上后可再次保存。',
  })

export async function problemOf(response: Response): Promise<ProblemError> {
  const type = response.headers.get('content-type') ?? ''
  if (type.includes('json')) {
    const body: unknown = await response.json().catch(() => undefined)
    if (isProblem(body)) return new ProblemError(body)
  }
  return new ProblemError({
    type: 'about:blank',
    title: response.status >= 500 ? '服务器出错' : '请求没有成功',
    status: response.status,
    code: 'unknown',
    detail: `服务器答复 ${response.status}，没有说明原因。请稍后再试；仍不成功，请告诉系统管理员。`,
  })
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body

/** What went wrong, in one sentence for people. */
export function wordsOf(error: unknown): string {
  if (error instanceof ProblemError) {
    const details = error.problem.errors?.map((e) => e.message).join('；')
    return [error.problem.detail ?? error.problem.title, details].filter(Boolean).join(' ')
  }
  return error instanceof Error ? error.message : '出现了没有预料到的错误。'
}
