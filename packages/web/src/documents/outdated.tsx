/** After an update of the program: what the earlier version has checked can be checked again, all at once. */
import { API } from '@gouji/api'
import { Alert, App, Button } from 'antd'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'

export function Outdated() {
  const { message } = App.useApp()
  const outdated = useRead(API.documents.outdated, {}, { staleTime: 60_000 })
  const again = useAct(API.documents.checkOutdated, [API.documents.outdated, API.documents.list])
  const count = outdated.data?.documents ?? 0
  if (count === 0) return null
  const ask = (): void =>
    again.mutate(
      {},
      {
        onSuccess: ({ asked, left }) =>
          void message.success(left > 0 ? `${asked} 份开始重新校验，还有 ${left} 份` : `${asked} 份开始重新校验`),
        onError: (e) => void message.error(wordsOf(e)),
      },
    )
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 12 }}
      title={`程序已更新，有 ${count} 份文件是旧版校验的。重新校验后才有新版能查出的问题和检索内容；已有的答复和说明保留。`}
      action={
        <Button size="small" loading={again.isPending} onClick={ask}>
          全部重新校验
        </Button>
      }
    />
  )
}
