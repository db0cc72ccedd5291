using System.Collections.Immutable;

namespace CarSearch.Api;

/// <summary>The validation errors of a request, collected so that a response reports all of them.</summary>
internal sealed class Errors() : Dictionary<string, List<string>>(StringComparer.Ordinal)
{
    /// <summary>Adds an error: what is wrong with a property, query parameter or header, and what is allowed.</summary>
    public void Add(string name, string message)
    {
        if (!TryGetValue(name, out var list))
        {
            this[name] = list = [];
        }

        list.Add(message);
    }

    public ImmutableSortedDictionary<string, ImmutableArray<string>> ToImmutable() =>
        this.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>Formats the error of a value that is not valid.</summary>
    public static string Invalid(string text, string allowed) => $"{Quote(text)} is not valid. Allowed: {allowed}.";

    /// <summary>Quotes a caller's text for use in a message: truncated, without control characters.</summary>
    public static string Quote(string text)
    {
        const int MaxLength = 60;
        var clean = string.Create(Math.Min(text.Length, MaxLength), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
            }
        });
        return text.Length > MaxLength ? $"\"{clean}…\"" : $"\"{clean}\"";
    }
}
