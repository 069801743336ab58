import { Button } from '../../components/button.tsx';
import { isOwnChoice, ownValues } from '../../state/compare-choice.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { causalLayers, exitName } from './layer-wording.ts';
import './model-settings.css';
import { SettingSlider } from './setting-slider.tsx';

/** How the model is run: each setting with where the model itself stands, and the way back there. */
export function ModelSettings() {
  const { compare } = useServices();
  const { choice, choices } = useStore(compare.state);
  if (!choices) return null;
  const { layers, dimensions } = choices;
  const own = ownValues(choices);
  const widths = dimensions.length - 1;
  if (layers === null && widths === 0) {
    return <p className="compare-note">This model can be run in one way only.</p>;
  }
  return (
    <div className="model-settings">
      {layers !== null && own.firstBidirectionalLayer !== null && (
        <>
          <SettingSlider
            name="Left to right only"
            least={0}
            most={layers}
            own={own.firstBidirectionalLayer}
            value={choice.firstBidirectionalLayer ?? own.firstBidirectionalLayer}
            say={(k) => causalLayers(k, layers)}
            onChange={(firstBidirectionalLayer) => compare.choose({ firstBidirectionalLayer })}
          />
          <SettingSlider
            name="Exit layer"
            least={1}
            most={layers}
            own={layers}
            value={choice.exitLayer ?? layers}
            say={(exit) => exitName(exit, layers)}
            onChange={(exitLayer) => compare.choose({ exitLayer })}
          />
        </>
      )}
      {widths > 0 && (
        <SettingSlider
          name="Dimensions"
          least={0}
          most={widths}
          own={widths}
          value={choice.dimensions === null ? widths : dimensions.indexOf(choice.dimensions)}
          say={(index) => `${dimensions[index]} of ${dimensions[widths]}`}
          onChange={(index) => compare.choose({ dimensions: dimensions[index] ?? null })}
        />
      )}
      <div className="model-settings-foot">
        <p>
          <span aria-hidden="true">▲</span> as the model is made
        </p>
        <Button kind="quiet" isDisabled={isOwnChoice(choice)} onPress={compare.chooseOwn}>
          Reset
        </Button>
      </div>
    </div>
  );
}
