namespace CarSearch.Places;

/// <summary>A country or territory.</summary>
/// <param name="Code">ISO 3166-1 alpha-2, or <c>XK</c>, the user-assigned code of Kosovo.</param>
/// <param name="Name">Its name in English.</param>
/// <param name="Currency">ISO 4217 code of the currency that people pay with there.</param>
public sealed record Country(string Code, string Name, string Currency);
