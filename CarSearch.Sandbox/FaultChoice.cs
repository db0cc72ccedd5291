using System.Globalization;

namespace CarSearch.Sandbox;

/// <summary>Which fault an address asks for, and how.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Seconds">How long something takes; null unless told.</param>
/// <param name="Code">A code of OpenTravel's list ERR; null unless told.</param>
internal sealed record FaultChoice(Fault Fault, int? Seconds, string? Code)
{
    private const int MostSeconds = 86_400;

    /// <summary>Reads the query of an address.</summary>
    /// <param name="query">The query.</param>
    /// <param name="problem">What is wrong with it, when the result is null.</param>
    public static FaultChoice? Read(IQueryCollection query, out string? problem)
    {
        problem = null;
        var name = query["fault"].ToString();
        var fault = name.Length == 0 ? Fault.None : Fault.All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (query.Keys.FirstOrDefault(key => key is not ("fault" or "seconds" or "code")) is { } unknown)
        {
            problem = $"\"{unknown}\" is not known here; an address takes fault, seconds and code.";
        }
        else if (fault is null)
        {
            problem = $"There is no fault \"{name}\"; known are {string.Join(", ", Fault.All.Select(one => one.Name))}.";
        }

        var seconds = 0;
        var code = query["code"].ToString();
        if (query.TryGetValue("seconds", out var text)
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds <= MostSeconds))
        {
            problem ??= $"seconds is \"{text}\"; it takes a whole number from 0 to {MostSeconds}.";
        }

        if (code.Length > 3 || code.Any(letter => !char.IsAsciiDigit(letter) && !char.IsAsciiLetterUpper(letter)))
        {
            problem ??= $"code is \"{code}\"; it takes a code of OpenTravel's list ERR, such as 187.";
        }

        return problem is null ? new(fault!, query.ContainsKey("seconds") ? seconds : null, code.Length == 0 ? null : code) : null;
    }
}
