using System.Diagnostics.CodeAnalysis;

namespace CarSearch.Cars;

/// <summary>
/// Decodes ACRISS (formerly SIPP) car classification codes: four letters for category, type, transmission and drive, fuel and air
/// conditioning.
/// </summary>
/// <remarks>
/// The letters are those of the ACRISS expanded matrix in its latest revision (2020: electric by range, plug-in hybrid;
/// https://acriss.org/car-codes/car-guide2/ and https://acriss.org/travel-agents/car-type-definitions-2/, the whole matrix also at
/// https://developer.sabre.com/vehicle-types-matrix). <c>I</c> is a plug-in hybrid with air conditioning; its older meaning, a hybrid
/// without it, is not supported. Pseudo codes for searching vans are not supported either: the category of a van is decoded as any other.
/// </remarks>
public static class Acriss
{
    private const string Categories = "MNEHCDIJSRFGPULWOX";
    private const string Types = "BCDLEWVMFJGTNSPQXZRHYK";
    private const string Drives = "MNCABD";
    private const string Fuels = "RNVZDQLSABMFUXHIEC";

    // Cars are created on first use. The number of codes is bounded.
    private static readonly Car?[] Cache = new Car?[Categories.Length * Types.Length * Drives.Length * Fuels.Length];

    /// <summary>Decodes a code. Allocates only on the first use of a code.</summary>
    /// <param name="code">Four letters in any case, without surrounding white space.</param>
    /// <param name="car">The car. The same code returns the same instance.</param>
    /// <returns><see langword="true"/> if the code is valid.</returns>
    public static bool TryDecode(ReadOnlySpan<char> code, [NotNullWhen(true)] out Car? car)
    {
        car = null;
        if (code.Length != 4)
        {
            return false;
        }

        var category = Find(Categories, code[0]);
        var type = Find(Types, code[1]);
        var drive = Find(Drives, code[2]);
        var fuel = Find(Fuels, code[3]);
        if ((category | type | drive | fuel) < 0)
        {
            return false;
        }

        ref var slot = ref Cache[(((((category * Types.Length) + type) * Drives.Length) + drive) * Fuels.Length) + fuel];
        car = Volatile.Read(ref slot);
        if (car is null)
        {
            var created = Create(category, type, drive, fuel);
            car = Interlocked.CompareExchange(ref slot, created, null) ?? created;
        }

        return true;
    }

    /// <summary>Decodes a code.</summary>
    /// <param name="code">Four letters in any case, without surrounding white space.</param>
    /// <returns>The car. The same code returns the same instance.</returns>
    /// <exception cref="FormatException">The code is not valid.</exception>
    public static Car Decode(string code) => TryDecode(code, out var car) ? car : throw new FormatException(DescribeError(code));

    private static int Find(string letters, char letter) => letters.IndexOf(char.IsAsciiLetterLower(letter) ? (char)(letter - 32) : letter);

    private static string DescribeError(string code)
    {
        if (code.Length != 4)
        {
            return $"An ACRISS code must have 4 letters, not {code.Length}.";
        }

        var (index, part, letters) =
            Find(Categories, code[0]) < 0 ? (0, "category", Categories) :
            Find(Types, code[1]) < 0 ? (1, "type", Types) :
            Find(Drives, code[2]) < 0 ? (2, "transmission and drive", Drives) :
            (3, "fuel and air conditioning", Fuels);
        return $"'{code[index]}' in the ACRISS code '{code}' is not valid for {part}. Allowed: {string.Join(' ', letters.ToCharArray())}.";
    }

    private static Car Create(int category, int type, int drive, int fuel)
    {
        var letters = new string([Categories[category], Types[type], Drives[drive], Fuels[fuel]]);
        return new Car
        {
            Acriss = letters,
            Size = letters[0] switch
            {
                'M' or 'N' => CarSize.Mini,
                'E' or 'H' => CarSize.Economy,
                'C' or 'D' => CarSize.Compact,
                'I' or 'J' => CarSize.Intermediate,
                'S' or 'R' => CarSize.Standard,
                'F' or 'G' => CarSize.FullSize,
                'P' or 'U' => CarSize.Premium,
                'L' or 'W' => CarSize.Luxury,
                'O' => CarSize.Oversize,
                _ => CarSize.Special,
            },
            Type = letters[1] switch
            {
                'B' or 'C' or 'D' or 'L' or 'E' => CarType.Car,
                'W' => CarType.Wagon,
                'V' or 'M' => CarType.Van,
                'F' or 'J' => CarType.Suv,
                'G' => CarType.Crossover,
                'T' or 'N' => CarType.Convertible,
                'S' => CarType.Sports,
                'P' or 'Q' => CarType.Pickup,
                _ => CarType.Other,
            },
            Doors = letters[1] switch { 'B' => 3, 'C' => 4, 'D' => 5, _ => null },
            Transmission = letters[2] is 'M' or 'N' or 'C' ? Transmission.Manual : Transmission.Automatic,
            Drive = letters[2] switch { 'N' or 'B' => Drive.FourWheel, 'C' or 'D' => Drive.AllWheel, _ => Drive.Unspecified },
            Fuel = letters[3] switch
            {
                'V' or 'Z' => Fuel.Petrol,
                'D' or 'Q' => Fuel.Diesel,
                'H' => Fuel.Hybrid,
                'I' => Fuel.PlugInHybrid,
                'E' or 'C' => Fuel.Electric,
                'L' or 'S' => Fuel.Gas,
                'A' or 'B' => Fuel.Hydrogen,
                'M' or 'F' => Fuel.Multi,
                'U' or 'X' => Fuel.Ethanol,
                _ => Fuel.Unspecified,
            },
            AirConditioning = letters[3] is not ('N' or 'Z' or 'Q' or 'S' or 'B' or 'F' or 'X'),
        };
    }
}
