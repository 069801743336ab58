import { Notice } from '../../components/notice.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

/** What was done last, in every view. */
export function LatestNotice() {
  const { notices } = useServices();
  const notice = useStore(notices.current);
  return (
    <div role="status">
      {notice && (
        <Notice onDismiss={notices.dismiss}>
          {notice.kind === 'done' ? notice.message : <Trouble error={notice.error} />}
        </Notice>
      )}
    </div>
  );
}
