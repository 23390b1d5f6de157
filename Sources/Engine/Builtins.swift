package import Vocabulary

/// The layers that networks can be built from.
package let layers: [any LayerDefinition.Type] = [
  Dense.self, Convolution.self, MaxPool.self, AveragePool.self, GlobalAveragePool.self,
  Dropout.self, BatchNorm.self, LayerNorm.self, Flatten.self, ReshapeLayer.self,
  Embedding.self, PlainRecurrent.self, LongShortTermMemory.self, GatedRecurrentUnit.self,
  Attention.self,
]

/// The ways to draw first weights; the first is the default.
package let initializers: [InitializerDefinition] = [
  .glorotUniform, .glorotNormal, .heNormal, .heUniform, .leCunNormal, .zeros, .ones,
]

/// All that the engine adds to the catalogue.
package let engineEntries: [Entry] =
  layers.map { $0.entry } + initializers.map(\.entry)

/// The layer called `name`; `nil` where it is an activation or a network.
func layer(named name: String) -> (any LayerDefinition.Type)? {
  layers.first { $0.entry.name == name }
}

/// The initializer called `name`.
func initializer(named name: String) -> InitializerDefinition? {
  initializers.first { $0.entry.name == name }
}
