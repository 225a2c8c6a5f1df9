import { Button } from 'antd'
import { Component, type ReactNode } from 'react'

interface State {
  readonly error: Error | undefined
}

/** The last net: a fault of ours is told as one, and nothing that was entered is thrown away before people say so. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error ? <Fault error={error} /> : this.props.children
  }
}

export const Fault = ({ error }: { readonly error: unknown }) => (
  <main className="centred wide stack">
    <h1>页面出错了</h1>
    <p>
      这是程序的问题，不是您的操作问题。已经保存的内容不受影响。请重新载入；仍然出错时，请把下面这行字告诉系统管理员。
    </p>
    <pre className="panel scroll">{error instanceof Error ? error.message : String(error)}</pre>
    <div>
      <Button type="primary" onClick={() => location.reload()}>
        重新载入
      </Button>
    </div>
  </main>
)
