using System.Diagnostics.CodeAnalysis;

namespace CarSearch.Cars;

/// <summary>
/// Decodes ACRISS (formerly SIPP) car classification codes: four letters for category, type, transmission and drive, fuel and air
/// conditioning.
/// </summary>
/// <remarks>
/// <para>
/// The letters are those of the ACRISS expanded matrix in its latest revision (2020: electric by range, plug-in hybrid;
/// https://acriss.org/car-codes/car-guide2/ and https://acriss.org/travel-agents/car-type-definitions-2/, the whole matrix also at
/// https://developer.sabre.com/vehicle-types-matrix). <c>I</c> is a plug-in hybrid with air conditioning; its older meaning, a hybrid
/// without it, is not supported. Pseudo codes for searching vans are not supported either: the category of a van is decoded as any other.
/// </para>
/// <para>Category: M N mini, E H economy, C D compact, I J intermediate, S R standard, F G full-size, P U premium, L W luxury (the second
/// letter of each pair is the elite category), O oversize, X special.</para>
/// <list type="table">
/// <listheader><term>Type letter</term><description>ACRISS meaning, and the resulting type</description></listheader>
/// <item><term>B C D</term><description>2-3, 2/4, 4-5 doors: <see cref="CarType.Car"/>, with 3, 4 and 5 doors</description></item>
/// <item><term>L E</term><description>limousine or sedan, coupe: <see cref="CarType.Car"/></description></item>
/// <item><term>W</term><description>wagon or estate: <see cref="CarType.Wagon"/></description></item>
/// <item><term>V M</term><description>passenger van (six seats and more), monospace (five): <see cref="CarType.Van"/></description></item>
/// <item><term>F J</term><description>SUV, open-air all-terrain (now "convertible SUV"): <see cref="CarType.Suv"/></description></item>
/// <item><term>G</term><description>crossover: <see cref="CarType.Crossover"/></description></item>
/// <item><term>T N</term><description>convertible, roadster: <see cref="CarType.Convertible"/></description></item>
/// <item><term>S</term><description>sport: <see cref="CarType.Sports"/></description></item>
/// <item><term>P Q</term><description>pickup with a single or extended cab, with a double cab:
/// <see cref="CarType.Pickup"/></description></item>
/// <item><term>X Z R H Y K</term><description>special, special offer, recreational vehicle, motor home, two-wheeler,
/// commercial van or truck: <see cref="CarType.Other"/></description></item>
/// </list>
/// <para>Transmission and drive: M N C manual and A B D automatic, each unspecified, four-wheel, all-wheel drive.</para>
/// <para>Fuel, with and without air conditioning: R N unspecified, V Z petrol, D Q diesel, L S gas, A B hydrogen, M F multi-fuel, U X
/// ethanol. Always with it: H hybrid, I plug-in hybrid, E electric under 250 miles (400 km), C electric of 250 miles and more.</para>
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
