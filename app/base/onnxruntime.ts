// The one place that loads onnxruntime, since something must happen before.
import './without-telemetry.ts';

export { env, InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
