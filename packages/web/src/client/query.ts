/** The client as hooks: what was read is kept by path, and reading again is asked for by endpoint. */
import type { Endpoint, ResponseOf } from '@gouji/api'
import {
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type CallInput, call } from './call.ts'
import { ProblemError } from './problem.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What is refused stays refused; what was lost on the way is tried again.
      retry: (count, error) =>
        count < 2 && (!(error instanceof ProblemError) || error.status === 0 || error.status >= 500),
    },
  },
})

export const keyOf = (endpoint: Endpoint, input: unknown = undefined): readonly unknown[] =>
  input === undefined ? [endpoint.path] : [endpoint.path, input]

interface ReadOptions {
  readonly enabled?: boolean
  readonly staleTime?: number
  readonly refetchInterval?: number | false
  readonly keepPrevious?: boolean
}

export function useRead<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: ReadOptions = {},
): UseQueryResult<ResponseOf<E>> {
  const { keepPrevious, ...rest } = options
  return useQuery<ResponseOf<E>>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    ...rest,
    ...(keepPrevious ? { placeholderData: ((previous: unknown) => previous) as never } : {}),
  })
}

export function useAct<E extends Endpoint>(
  endpoint: E,
  refresh: readonly Endpoint[] = [],
): UseMutationResult<ResponseOf<E>, Error, CallInput<E>> {
  const client = useQueryClient()
  return useMutation<ResponseOf<E>, Error, CallInput<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: () => Promise.all(refresh.map((e) => client.invalidateQueries({ queryKey: keyOf(e) }))),
  })
}
