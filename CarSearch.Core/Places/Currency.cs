namespace CarSearch.Places;

/// <summary>A currency in circulation: funds, metals and test codes are excluded.</summary>
/// <param name="Code">The code: ISO 4217.</param>
/// <param name="Name">The English name.</param>
/// <param name="Decimals">The number of decimals in ISO 4217: 0 for the yen, 3 for the Kuwaiti dinar.</param>
public sealed record Currency(string Code, string Name, int Decimals);
