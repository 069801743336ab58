import { Component, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import './crash-guard.css';

interface CrashGuardState {
  readonly crashed: boolean;
}

/** A bug while rendering shows itself and a way on, instead of an empty window. */
export class CrashGuard extends Component<{ readonly children: ReactNode }, CrashGuardState> {
  override readonly state: CrashGuardState = { crashed: false };

  static getDerivedStateFromError(): CrashGuardState {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <div className="crash-guard">
        <Trouble
          error={{
            code: 'bug.window',
            message: 'This view has failed because of a bug in Semblance.',
            nextStep: 'Your documents and the library are not affected. Load the window again.',
            retryable: true,
          }}
        >
          <Button onPress={() => location.reload()}>Load again</Button>
        </Trouble>
      </div>
    );
  }
}
