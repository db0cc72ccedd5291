namespace CarSearch.Places;

/// <summary>A currency that is legal tender somewhere: no funds, metals or testing codes.</summary>
/// <param name="Code">ISO 4217.</param>
/// <param name="Name">Its name in English.</param>
/// <param name="Decimals">The number of decimals that ISO 4217 gives it: 0 for the yen, 3 for the Kuwaiti dinar.</param>
public sealed record Currency(string Code, string Name, int Decimals);
