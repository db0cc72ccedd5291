using System.Collections.Immutable;

namespace CarSearch.Api;

/// <summary>Collects what is wrong with a request, so that its sender learns all of it at once.</summary>
internal sealed class Errors
{
    private readonly Dictionary<string, List<string>> messages = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => messages.Count == 0;

    /// <summary>Whether something is wrong with this member.</summary>
    public bool Has(string member) => messages.ContainsKey(member);

    /// <summary>Notes what is wrong with a member or query name, and what would be right.</summary>
    public void Add(string member, string message)
    {
        if (!messages.TryGetValue(member, out var list))
        {
            messages[member] = list = [];
        }

        list.Add(message);
    }

    /// <summary>What was collected.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> ToImmutable() =>
        messages.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>What is wrong with a value, and what is accepted instead.</summary>
    public static string Invalid(string text, string allowed) => $"{Quote(text)} is not valid. Allowed: {allowed}.";

    /// <summary>A caller's own text as it may stand in a message: quoted, shortened, without control characters.</summary>
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
