using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CarSearch.Sandbox;

/// <summary>A fault that can be selected by the address of a supplier: <c>?fault=NAME</c>.</summary>
internal sealed record Fault(string Name, string Description, Func<Exchange, Task> ExecuteAsync)
{
    /// <summary>Gets the absence of a fault: the offers are sent.</summary>
    public static Fault None { get; } = new("none", "the supplier's offers", exchange => exchange.SendOffersAsync());

    /// <summary>Gets all faults, by layer.</summary>
    public static IReadOnlyList<Fault> All { get; } = [.. HttpFaults.All, .. WireFaults.All, .. MessageFaults.All, .. OfferFaults.All];
}

/// <summary>The fault selected by an address, with its parameters.</summary>
internal sealed record FaultSelection(Fault Fault, int? Seconds, string? Code)
{
    private const int MaxSeconds = 86_400;

    /// <summary>Parses the query of an address. Returns the error if it is not valid.</summary>
    public static bool TryParse(
        IQueryCollection query, [NotNullWhen(true)] out FaultSelection? selection, [NotNullWhen(false)] out string? error)
    {
        var name = query["fault"].ToString();
        var fault = name.Length == 0
            ? Fault.None
            : Fault.All.FirstOrDefault(fault => fault.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        var code = query["code"].ToString();
        var seconds = 0;
        error = query.Keys.FirstOrDefault(key => key is not ("fault" or "seconds" or "code")) is { } unknown
            ? $"Unknown parameter \"{unknown}\"; expected fault, seconds or code."
            : fault is null
            ? $"Unknown fault \"{name}\"; expected one of {string.Join(", ", Fault.All.Select(fault => fault.Name))}."
            : query.TryGetValue("seconds", out var text)
                && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds <= MaxSeconds)
            ? $"seconds is \"{text}\"; expected a whole number from 0 to {MaxSeconds}."
            : code.Length > 3 || code.Any(letter => !char.IsAsciiDigit(letter) && !char.IsAsciiLetterUpper(letter))
            ? $"code is \"{code}\"; expected a code of OpenTravel's list ERR, such as 187."
            : null;
        selection = error is null ? new(fault!, query.ContainsKey("seconds") ? seconds : null, code.Length == 0 ? null : code) : null;
        return selection is not null;
    }
}
