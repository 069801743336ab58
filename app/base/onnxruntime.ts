// The one place that loads onnxruntime, since something must happen before.
import './without-telemetry.ts';

export { InferenceSession, Tensor } from 'onnxruntime-node';
