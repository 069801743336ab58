import { DomainError } from '../../app/base/domain-error.ts';

/** What a repository of models offers, as far as we can use it. */
export interface WantedFiles {
  /** `checkpoint`: weights to convert. `export`: an ONNX model of sentence-transformers, used as it is. */
  readonly kind: 'checkpoint' | 'export';
  readonly paths: readonly string[];
}

const CONFIG = 'config.json';
const TOKENIZER = ['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json'];
const EXPORT_EXTRAS = ['modules.json', 'sentence_bert_config.json', 'config_sentence_transformers.json'];
/** As a package is opened, the smallest first. */
const ONNX_MODELS = ['onnx/model_int8.onnx', 'onnx/model_quantized.onnx', 'onnx/model.onnx', 'model.onnx'];
const MODULE_CONFIG = /^\d+_[A-Za-z]+\/config\.json$/;
/** One file, or the parts that an index lists; adapters and copies in other folders are left. */
const WEIGHTS = /^model(?:-\d+-of-\d+)?\.safetensors(?:\.index\.json)?$/;

/**
 * The files of a repository that make a model: an export where there is one, since that needs no conversion, else a
 * checkpoint.
 * @throws DomainError `model.hub-nothing-usable`
 */
export function wantedFiles(id: string, listed: readonly string[]): WantedFiles {
  const there = (paths: readonly string[]) => paths.filter((path) => listed.includes(path));
  const common = there([CONFIG, ...TOKENIZER]);
  const onnx = there(ONNX_MODELS)[0];
  const weights = listed.filter((path) => WEIGHTS.test(path));
  if (!common.includes(CONFIG) || !common.includes('tokenizer.json')) throw nothingUsable(id);
  if (onnx !== undefined) {
    const modules = listed.filter((path) => MODULE_CONFIG.test(path));
    const data = there([`${onnx}_data`, `${onnx}.data`]);
    return { kind: 'export', paths: [...common, ...there(EXPORT_EXTRAS), ...modules, onnx, ...data] };
  }
  if (weights.length === 0) throw nothingUsable(id);
  return { kind: 'checkpoint', paths: [...common, ...weights] };
}

function nothingUsable(id: string): DomainError {
  return new DomainError('model.hub-nothing-usable', {
    message: `${id} has neither an ONNX model nor safetensors weights with a config.json and a tokenizer.json.`,
    nextStep: 'Choose a sentence-transformers model with ONNX files, or a decoder model with safetensors.',
  });
}
