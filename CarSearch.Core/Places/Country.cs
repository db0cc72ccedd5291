namespace CarSearch.Places;

/// <summary>A country or territory.</summary>
/// <param name="Code">The code: ISO 3166-1 alpha-2, or <c>XK</c>, the user-assigned code of Kosovo.</param>
/// <param name="Name">The English name.</param>
/// <param name="Currency">The code of its currency: ISO 4217.</param>
public sealed record Country(string Code, string Name, string Currency);
